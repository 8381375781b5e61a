#!/usr/bin/env Rscript
# Samples the radon hierarchy of the other benchmarks with rstan, compiled with -O2 and with -O3, and with rstanarm.
#
#   benchmarks/peers/stan_radon.R [SEEDS] [PROGRAM ...]   from the top folder; by default 10 seeds of rstan-O2 rstan-O3 rstanarm
#
# Prints a line for each program: its name, and medians over the seeds of the seconds of a fit of 4 chains x (1000 + 1000) one
# after the other, by Stan's own clock, warm-up included and compilation not; of the smallest bulk effective sample size over
# the 175 quantities b, sd, sigma and coef (posterior::ess_bulk); and of their ratio.
#
# rstanarm has the same likelihood and priors but for the sds: it has no half-normal there, so that each is, divided by sigma,
# exponential with mean 5; and its intercept is that of the centred model.

suppressPackageStartupMessages(library(posterior))
chains <- 4
warmup <- 1000
draws <- 1000

radon <- read.csv("data/radon_mn.csv", colClasses = c(county = "character"))
radon$county <- factor(radon$county)

smallest <- function(quantities) {
  stopifnot(dim(quantities)[3] == 175, dim(quantities)[1:2] == c(draws, chains))
  min(apply(quantities, 3, ess_bulk))
}

stan_seconds <- function(stanfit) sum(rstan::get_elapsed_time(stanfit))

# A function of a seed that gives a fit's seconds and its smallest effective sample size.
rstan_program <- function(optimisation) {
  makevars <- tempfile()
  writeLines(sprintf("CXX14FLAGS = -%s -g0 -w -fPIC", optimisation), makevars)
  Sys.setenv(R_MAKEVARS_USER = makevars)
  # Debian has Boost outside of R.
  if (!nzchar(system.file("include", package = "BH"))) rstan::rstan_options(boost_lib = "/usr/include")
  model <- rstan::stan_model("benchmarks/peers/radon.stan", auto_write = FALSE)
  data <- list(N = nrow(radon), J = nlevels(radon$county), county = as.integer(radon$county), floor_ = radon$floor,
               y = radon$log_radon)
  function(seed) {
    fit <- rstan::sampling(model, data, chains = chains, warmup = warmup, iter = warmup + draws, seed = seed, cores = 1,
                           refresh = 0)
    all <- as.array(fit, pars = c("b_Intercept", "b_floor", "sd_county", "sigma", "coef_intercept", "coef_floor"))
    c(stan_seconds(fit), smallest(all))
  }
}

rstanarm_program <- function() {
  function(seed) {
    fit <- rstanarm::stan_glmer(
      log_radon ~ floor + (1 + floor || county), radon, chains = chains, warmup = warmup, iter = warmup + draws,
      seed = seed, cores = 1, refresh = 0, prior = rstanarm::normal(0, 100), prior_intercept = rstanarm::normal(0, 100),
      prior_aux = rstanarm::cauchy(0, 5), prior_covariance = rstanarm::decov(scale = 5))
    all <- as.array(fit)
    names <- dimnames(all)[[3]]
    for (coefficient in c("(Intercept)", "floor")) {
      own <- startsWith(names, sprintf("b[%s ", coefficient))
      all[, , own] <- all[, , own] + c(all[, , coefficient])
    }
    kept <- names %in% c("(Intercept)", "floor", "sigma") | startsWith(names, "b[") | startsWith(names, "Sigma[")
    c(stan_seconds(fit$stanfit), smallest(all[, , kept]))
  }
}

given <- commandArgs(trailingOnly = TRUE)
seeds <- if (length(given) > 0) as.integer(given[1]) else 10
programs <- if (length(given) > 1) given[-1] else c("rstan-O2", "rstan-O3", "rstanarm")
for (name in programs) {
  program <- switch(name, "rstan-O2" = rstan_program("O2"), "rstan-O3" = rstan_program("O3"), "rstanarm" = rstanarm_program(),
                    stop("no program '", name, "'; there are rstan-O2, rstan-O3 and rstanarm"))
  fits <- suppressWarnings(vapply(seq_len(seeds), program, numeric(2)))
  cat(sprintf("%s\t%.3f\t%.0f\t%.1f\n", name, median(fits[1, ]), median(fits[2, ]), median(fits[2, ] / fits[1, ])))
}
