# y ~ x + u + f + offset(o) + (1 + x || a) + (1 | b); level a5 has no rows.
n <- 40; i <- 1:n
a <- (i * 7) %% 5; b <- (i * i) %% 3; f <- (i %/% 2) %% 3
x <- sin(i); u <- cos(2 * a); o <- 0.1 * cos(i)
y <- 0.3 + 0.5 * x + sin(3 * i)
X <- cbind(x, u, f == 1, f == 2)
truncated <- function(log_density, log_mass) log_density - log_mass

evaluate <- function(theta, prior, a0_centered, ax_centered, b_centered) {
  beta <- theta[1:5]                       # Intercept, x, u, f[1], f[2]
  s <- exp(theta[6:9])                     # sd_a[Intercept], sd_a[x], sd_b[Intercept], sigma
  c0 <- theta[10:15]; cx <- theta[16:21]; cb <- theta[22:24]
  lp <- sum(theta[6:9]) + prior(beta, s)
  if (a0_centered) lp <- lp + sum(dnorm(c0, beta[1], s[1], log = TRUE))
  else { lp <- lp + sum(dnorm(c0, log = TRUE)); c0 <- beta[1] + s[1] * c0 }
  if (ax_centered) lp <- lp + sum(dnorm(cx, beta[2], s[2], log = TRUE))
  else { lp <- lp + sum(dnorm(cx, log = TRUE)); cx <- beta[2] + s[2] * cx }
  if (b_centered) lp <- lp + sum(dnorm(cb, 0, s[3], log = TRUE))
  else { lp <- lp + sum(dnorm(cb, log = TRUE)); cb <- s[3] * cb }
  eta <- numeric(n)
  for (r in i) eta[r] <- o[r] + c0[a[r] + 1] + cx[a[r] + 1] * x[r] + beta[3] * u[r] + cb[b[r] + 1] +
    (if (f[r] == 1) beta[4] else if (f[r] == 2) beta[5] else 0)
  lp + sum(dnorm(y, eta, s[4], log = TRUE))
}
at_means <- function(beta) beta[1] + sum(colMeans(X) * beta[2:5])
dst <- function(v, df, m, s) dt((v - m) / s, df, log = TRUE) - log(s)

# Intercept_centered ~ student_t(4, 0.5, 2), b ~ normal(0.2, 1.5), b_u ~ cauchy(0, 1), b_f[2] ~ student_t(5, 0, 2.5),
# sd_a ~ student_t(3, -0.5, 1.2), sd_a[x] ~ exponential(2), sd ~ half_student_t(4, 0.8), sigma ~ normal(1, 2)
mixed <- function(beta, s) dst(at_means(beta), 4, 0.5, 2) + dnorm(beta[2], 0.2, 1.5, log = TRUE) +
  dcauchy(beta[3], 0, 1, log = TRUE) + dnorm(beta[4], 0.2, 1.5, log = TRUE) + dst(beta[5], 5, 0, 2.5) +
  truncated(dst(s[1], 3, -0.5, 1.2), pt(-0.5 / 1.2, 3, log.p = TRUE)) + dexp(s[2], 2, log = TRUE) +
  log(2) + dst(s[3], 4, 0, 0.8) + truncated(dnorm(s[4], 1, 2, log = TRUE), pnorm(0.5, log.p = TRUE))
rest <- y - o
defaults <- function(beta, s) dnorm(at_means(beta), mean(rest), 2.5 * sd(rest), log = TRUE) +
  sum(dnorm(beta[2:5], 0, 2.5 * sd(rest) / apply(X, 2, sd), log = TRUE)) + sum(dexp(s, 1 / sd(rest), log = TRUE))

write <- function(file, prior, ...) {
  points <- lapply(1:6, function(k) 1.2 * sin(k * (1:24) + k * k))
  values <- sapply(points, function(p) evaluate(p, prior, ...))
  digits <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
  cat('{"origin": "R 4.2.2, crossed.R",\n"points": [', paste(sapply(points, digits), collapse = ",\n"),
      '],\n"log_density": ', digits(values), "}\n", sep = "", file = file)
}
write("crossed_mixed.json", mixed, FALSE, TRUE, TRUE)
write("crossed_defaults.json", defaults, TRUE, FALSE, FALSE)
