# Writes nested-draws.csv (case, superchain, chain, draw, value) and nested-expected.csv with the R package posterior.
# Run: Rscript make-nested.R   (R 4.2.2, posterior 1.4.0; rhat_nested, which came with 1.5.0, was that of posterior 1.6.1, R/nested_rhat.R)
suppressMessages(library(posterior))
set.seed(20250102)
cases <- list(
  single = list(k = 8, x = matrix(rnorm(40), 1)),
  short = list(k = 4, x = replicate(24, rnorm(7))),
  alone = list(k = 6, x = replicate(6, rnorm(20))),
  apart = list(k = 4, x = sapply(0:19, function(c) rnorm(5) + 0.7 * (c %/% 5))),
  spread = list(k = 4, x = sapply(0:19, function(c) rnorm(9) * (1 + c %/% 5))),
  heavy = list(k = 5, x = replicate(15, rcauchy(6))))
ids <- function(case) rep(seq_len(case$k), each = ncol(case$x) / case$k)
draws <- do.call(rbind, lapply(names(cases), function(name) {
  x <- cases[[name]]$x
  data.frame(case = name, superchain = ids(cases[[name]])[as.vector(col(x))] - 1, chain = as.vector(col(x)) - 1,
             draw = as.vector(row(x)) - 1, value = sprintf("%.17g", as.vector(x)))
}))
write.csv(draws, "nested-draws.csv", row.names = FALSE, quote = FALSE)
z <- function(x) matrix(qnorm((rank(x) - 3 / 8) / (length(x) + 1 / 4)), nrow(x))
number <- function(v) sprintf("%.15g", v)
expected <- do.call(rbind, lapply(names(cases), function(name) {
  x <- cases[[name]]$x
  nested <- function(y) rhat_nested(y, superchain_ids = ids(cases[[name]]))
  data.frame(case = name, superchains = cases[[name]]$k, plain = number(nested(x)),
             ranked = number(max(nested(z(x)), nested(z(abs(x - median(x)))))))
}))
write.csv(expected, "nested-expected.csv", row.names = FALSE, quote = FALSE)
