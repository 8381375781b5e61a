show <- function(v) cat(sprintf("%.17g", v), sep = ", ", fill = 100)
show(pnorm(c(-1e5, -300, -40, -6, -2.5, -2, -1.5, -0.1, 0, 0.5, 1.99, 2.01, 5, 9), log.p = TRUE))
for (df in c(0.5, 1, 3, 4.5, 30, 1000, 1e6)) show(pt(c(-1e4, -30, -3, -1, -0.2, 0, 0.4, 1.7, 6), df, log.p = TRUE))
show(dt(0.7, c(0.1, 0.5, 1, 3, 30, 1000), log = TRUE))
