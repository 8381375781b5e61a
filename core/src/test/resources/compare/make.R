# Writes expected.csv, what the R package loo says of log densities that LogDensities.java makes in the same way (row 0: sums, and in
# the columns k and mcse the standard errors of elpd_loo and p_loo), and stacking.csv: weights, score, difference 2 - 1 and its error, and
# in a second line pseudo-BMA+ weights of 400,000 bootstraps.
# R 4.2.2, loo 2.5.1, posterior 1.4.0 (Debian 12: r-cran-loo, r-cran-posterior):  Rscript make.R
suppressMessages({library(loo); library(posterior)})

# Normal scores of the minimal standard generator, by chain, draw and row, with autocorrelation along the draws.
series <- function(draws, chains, rows, rho) {
  x <- array(0, c(draws, chains, rows))
  state <- 20090401
  for (i in 1:rows) for (c in 1:chains) for (t in 1:draws) {
    state <- (16807 * state) %% 2147483647
    z <- qnorm(state / 2147483647)
    x[t, c, i] <- if (t == 1) z else rho * x[t - 1, c, i] + sqrt(1 - rho^2) * z
  }
  x
}

# Row i of n: -i / n * x^2 / 2, so that the importance ratios have a tail index near i / n times 1.2, less i / 10.
logDensities <- function(draws, chains, rows, rho) {
  x <- series(draws, chains, rows, rho)
  for (i in 1:rows) x[, , i] <- -1.2 * i / rows * x[, , i]^2 / 2 - i / 10
  x
}

cases <- list(long = c(1000, 4, 8, 0.5), sticky = c(500, 2, 6, 0.95), anti = c(500, 2, 6, -0.5), one = c(300, 1, 5, 0.2),
              short = c(15, 2, 4, 0.2), tiny = c(10, 1, 3, 0))
cat("case,row,elpd_loo,p_loo,k,mcse,r_eff,tail,elpd_waic,p_waic\n", file = "expected.csv")
total <- c()
for (name in names(cases)) {
  p <- cases[[name]]
  ll <- logDensities(p[1], p[2], p[3], p[4])
  S <- p[1] * p[2]
  reff <- sapply(seq_len(p[3]), function(i) ess_mean(matrix(exp(ll[, , i]), p[1], p[2])) / S)
  l <- suppressWarnings(loo(ll, r_eff = reff))
  w <- suppressWarnings(waic(ll))
  tails <- suppressWarnings(psis(-ll, r_eff = reff)$diagnostics)
  tail <- attr(suppressWarnings(psis(-ll, r_eff = reff)), "tail_len")
  for (i in seq_len(p[3])) {
    cat(sprintf("%s,%d,%.15g,%.15g,%.15g,%.15g,%.15g,%d,%.15g,%.15g\n", name, i, l$pointwise[i, "elpd_loo"],
      l$pointwise[i, "p_loo"], l$diagnostics$pareto_k[i], l$pointwise[i, "mcse_elpd_loo"], reff[i], as.integer(tail[i]),
      w$pointwise[i, "elpd_waic"], w$pointwise[i, "p_waic"]), file = "expected.csv", append = TRUE)
  }
  e <- rbind(l$estimates, w$estimates)
  cat(sprintf("%s,0,%.15g,%.15g,%.15g,%.15g,0,0,%.15g,%.15g\n", name, e["elpd_loo", 1], e["p_loo", 1], e["elpd_loo", 2],
    e["p_loo", 2], e["elpd_waic", 1], e["p_waic", 1]), file = "expected.csv", append = TRUE)
}

# Stacking: 60 rows, 4 models. BFGS stops early, so it is started anew until nothing changes.
x <- series(60, 4, 1, 0)[, , 1]
lpd <- cbind(-1 + 0.5 * x[, 1], -1.1 + 0.7 * x[, 2], -1.2 + 0.8 * x[, 3], -1.05 + 0.4 * x[, 1] + 0.1 * x[, 4])
best <- NULL
for (reltol in 10^-(8:15)) {
  w <- as.numeric(stacking_weights(lpd, optim_control = list(reltol = reltol, maxit = 10000)))
  score <- sum(log(exp(lpd) %*% w))
  if (is.null(best) || score > best[5]) best <- c(w, score)
}
d <- lpd[, 2] - lpd[, 1]
cat(paste(sprintf("%.12g", c(best, sum(d), sqrt(60 * var(d)))), collapse = ","), "\n", file = "stacking.csv", sep = "")
set.seed(1)
pseudo <- rowMeans(replicate(40, as.numeric(pseudobma_weights(lpd, BB_n = 10000))))
cat(paste(sprintf("%.6g", pseudo), collapse = ","), "\n", file = "stacking.csv", sep = "", append = TRUE)
