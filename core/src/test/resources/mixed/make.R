# Writes the data sets that lme4 bundles (sleepstudy, Penicillin, cake, Dyestuff, Dyestuff2, Pastes) and expected.csv: what lme4
# makes of them and of the radon data, by REML and by ML. Rscript make.R <folder of radon_mn.csv>; R 4.2.2, lme4 1.1-31.
suppressMessages(library(lme4))
radon <- read.csv(file.path(commandArgs(TRUE)[1], "radon_mn.csv"))
for (name in c("sleepstudy", "Penicillin", "cake", "Dyestuff", "Dyestuff2", "Pastes")) {
  data <- as.data.frame(get(name))
  data$temperature <- NULL # the ordered factor; temp is the number
  write.csv(data, paste0(name, ".csv"), row.names = FALSE, quote = FALSE)
  assign(name, read.csv(paste0(name, ".csv"), stringsAsFactors = TRUE))
}
set.seed(20240607)
simulated <- data.frame(g = sample(sprintf("g%02d", 1:40), 500, TRUE), h = sample(sprintf("h%02d", 1:25), 500, TRUE),
                        x = round(rnorm(500), 3), z = round(runif(500, 5, 9), 3), f = sample(c("a", "b", "c"), 500, TRUE))
slope <- function(v) matrix(rnorm(3 * length(unique(v))), ncol = 3) %*% rbind(c(1, 0.4, 0.1), c(0, 0.7, 0.05), c(0, 0, 0.1))
effect <- function(v, x, z) { s <- slope(v); i <- match(v, sort(unique(v))); s[i, 1] + s[i, 2] * x + s[i, 3] * z }
simulated$y <- round(with(simulated, 3 + 0.5 * x + 2 * z + (f == "b") - 0.5 * (f == "c") + effect(g, x, z) + 0.6 * effect(h, x, 0) +
                            rnorm(500)), 4)
write.csv(simulated, "simulated.csv", row.names = FALSE, quote = FALSE)

cases <- list(
  list("radon_mn", log_radon ~ floor + (1 | county)),
  list("radon_mn", log_radon ~ floor + (1 + floor || county)),
  list("radon_mn", log_radon ~ floor + (1 + floor | county)),
  list("radon_mn", log_radon ~ floor * log_uranium + (1 + floor | county)),
  list("radon_mn", log_radon ~ floor + offset(log_uranium) + (1 | county)),
  list("sleepstudy", Reaction ~ Days + (1 + Days | Subject)),
  list("sleepstudy", Reaction ~ Days + (1 + Days || Subject)),
  list("Penicillin", diameter ~ 1 + (1 | plate) + (1 | sample)),
  list("cake", angle ~ recipe * temp + (1 | recipe:replicate)),
  list("cake", angle ~ recipe + temp + (1 | replicate) + (0 + temp | replicate)),
  list("Dyestuff", Yield ~ 1 + (1 | Batch)),
  list("Dyestuff2", Yield ~ 1 + (1 | Batch)),
  list("Pastes", strength ~ 1 + (1 | batch/cask)),
  list("simulated", y ~ x + z + f + (1 + x + z | g) + (1 + x | h)),
  list("simulated", y ~ x + z + f + (1 + x | g) + (0 + z | g) + (1 + x || h)),
  list("simulated", y ~ x + z + f + (1 + x | f:h)))
rename <- function(names) sub("^f([bc])$", "f[\\1]", sub("^recipe([BC])", "recipe[\\1]", sub("[(]Intercept[)]", "Intercept", names)))
# recipe[B]:temp is recipe:temp[B] in Leapfrog's names.
rename_fixed <- function(names) sub("^recipe(\\[.\\]):temp$", "recipe:temp\\1", rename(names))
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE,
                     check.conv.singular = "ignore")
# lme4's fit, its optimum sharpened by Newton steps in the parameters off the boundary: bobyqa alone leaves the fifth digit open.
sharp <- function(formula, data, reml) {
  parts <- lFormula(formula, data, REML = reml, control = tight)
  deviance <- do.call(mkLmerDevfun, c(parts, list(control = tight)))
  found <- optimizeLmer(deviance, optimizer = "bobyqa", control = list(rhoend = 1e-10, maxfun = 1e5))
  free <- abs(found$par) > 1e-6
  step <- 1e-4 * pmax(abs(found$par), 1e-2)
  shift <- function(k, by) replace(numeric(length(step)), k, by * step[k])
  slope <- function(theta) sapply(which(free), function(k) (deviance(theta + shift(k, 1)) - deviance(theta - shift(k, 1))) / (2 * step[k]))
  for (round in 1:3) if (any(free)) {
    bend <- sapply(which(free), function(k) (slope(found$par + shift(k, 10)) - slope(found$par - shift(k, 10))) / (20 * step[k]))
    better <- replace(found$par, free, found$par[free] - solve((bend + t(bend)) / 2, slope(found$par)))
    if (deviance(better) > deviance(found$par) + 1e-9) break
    found$par <- better
  }
  found$fval <- deviance(found$par)
  mkMerMod(environment(deviance), found, parts$reTrms, fr = parts$fr)
}
lines <- list()
for (case in cases) for (reml in c(TRUE, FALSE)) {
  fit <- sharp(case[[2]], get(if (case[[1]] == "radon_mn") "radon" else case[[1]]), reml)
  add <- function(quantity, value) lines[[length(lines) + 1]] <<- paste(
    case[[1]], paste(deparse(case[[2]], 500), collapse = ""), if (reml) "REML" else "ML", quantity, sprintf("%.15g", value), sep = "\t")
  add("criterion", if (reml) REMLcrit(fit) else deviance(fit))
  add("logLik", as.numeric(logLik(fit)))
  add("sigma", sigma(fit))
  add("singular", as.numeric(isSingular(fit)))
  b <- fixef(fit); names(b) <- rename_fixed(names(b))
  for (k in seq_along(b)) { add(paste0("b_", names(b)[k]), b[k]); add(paste0("se_", names(b)[k]), sqrt(vcov(fit)[k, k])) }
  for (g in names(VarCorr(fit))) {
    v <- VarCorr(fit)[[g]]; group <- sub("[.][0-9]+$", "", g); sd <- attr(v, "stddev"); names(sd) <- rename(names(sd))
    if (group == "cask:batch") group <- "batch:cask"
    for (k in seq_along(sd)) add(sprintf("sd_%s[%s]", group, names(sd)[k]), sd[k])
    for (k in seq_along(sd)) for (m in seq_len(k - 1))
      add(sprintf("cor_%s[%s,%s]", group, names(sd)[m], names(sd)[k]), attr(v, "correlation")[k, m])
  }
  for (g in names(ranef(fit))) {
    r <- ranef(fit)[[g]]; names(r) <- rename(names(r))
    for (row in unique(round(seq(1, nrow(r), length.out = 5)))) for (k in names(r)) {
      level <- rownames(r)[row]; group <- g
      if (g == "cask:batch") { group <- "batch:cask"; level <- sub("(.*):(.*)", "\\2:\\1", level) }
      add(sprintf("r_%s[%s,%s]", group, level, k), r[row, k])
    }
  }
}
writeLines(c("data\tformula\tcriterion\tquantity\tvalue", unlist(lines)), "expected.tsv")
