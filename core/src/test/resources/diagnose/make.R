# Writes draws.csv (case, chain, draw, value) and expected.csv with the R package posterior.
# Run: Rscript make.R   (R 4.2.2, posterior 1.4.0)
suppressMessages(library(posterior))
set.seed(20250101)
ar <- function(n, rho) as.numeric(stats::filter(rnorm(n + 50), rho, "recursive"))[51:(50 + n)]
cases <- list(
  independent = replicate(4, rnorm(101)),
  sticky = replicate(4, ar(400, 0.9)),
  antithetic = replicate(4, ar(200, -0.6)),
  apart = sapply(1:4, function(k) rnorm(60) + 0.4 * k),
  spread = sapply(1:4, function(k) rnorm(60) * k),
  ties = round(replicate(3, rnorm(80)), 1),
  onechain = matrix(ar(150, 0.3)),
  heavy = replicate(4, rcauchy(100)),
  long = matrix(ar(3000, 0.995)))
draws <- do.call(rbind, lapply(names(cases), function(name) {
  x <- cases[[name]]
  data.frame(case = name, chain = as.vector(col(x)) - 1, draw = as.vector(row(x)) - 1,
             value = sprintf("%.17g", as.vector(x)))
}))
write.csv(draws, "draws.csv", row.names = FALSE, quote = FALSE)
number <- function(v) sprintf("%.15g", v)
expected <- do.call(rbind, lapply(names(cases), function(name) {
  x <- cases[[name]]
  data.frame(case = name, rhat = number(rhat(x)), ess_bulk = number(ess_bulk(x)), ess_tail = number(ess_tail(x)),
             ess_mean = number(ess_mean(x)), ess_sd = number(ess_sd(x)),
             ess_median = number(ess_quantile(x, 0.5)),
             mcse_mean = number(mcse_mean(x)), mcse_sd = number(mcse_sd(x)),
             mcse_q5 = number(mcse_quantile(x, 0.05)), mcse_median = number(mcse_quantile(x, 0.5)),
             q5 = number(quantile(x, 0.05)), q95 = number(quantile(x, 0.95)))
}))
write.csv(expected, "expected.csv", row.names = FALSE, quote = FALSE)
