# Writes r-terms.tsv and r-model-matrix.tsv beside this file: how R expands and codes formulas.
# Run here with: Rscript expansion.R   (written with R 4.2.2)
options(warn = 2, digits = 17)
set.seed(20)
atoms <- c("a", "b", "c", "x", "z")
random <- function(depth) {
  if (depth == 0 || runif(1) < 0.25) return(sample(atoms, 1))
  operator <- sample(c("+", "-", ":", "*", "/", "^"), 1, prob = c(3, 1, 3, 3, 2, 1))
  if (operator == "^") return(paste0("(", random(depth - 1), " + ", sample(atoms, 1), ")^", sample(2:4, 1)))
  sides <- c(random(depth - 1), random(depth - 1))
  paste0("(", sides[1], ") ", operator, " (", sides[2], ")")
}
written <- c(
  "y ~ a", "y ~ 0 + a", "y ~ a - 1", "y ~ 0", "y ~ 1", "y ~ 1 + 0", "y ~ 0 + 1", "y ~ -1 + a", "y ~ -0 + a", "y ~ a - 1 + 1",
  "y ~ a + -1", "y ~ (1 + a) * b", "y ~ (0 + a):b", "y ~ a - (b - 1)", "y ~ a - (b - 1) + b", "y ~ b:a + a", "y ~ a + b:a",
  "y ~ (a + b)/c", "y ~ a/(b + c)", "y ~ a/b/c", "y ~ (a + b + c)^2", "y ~ (a + b + c)^2 - a:b", "y ~ x - b + a:b",
  "y ~ a:b:a", "y ~ a * b * c - a:b:c", "y ~ I(x^2) + log(x)", "y ~ a:b/c", "y ~ a * b/c", "y ~ (a - b) * c",
  "y ~ a:(b + c) - c:a", "y ~ (a + b + c + x)^3", "y ~ (a + b + c)^5", "y ~ 0 + x + x:a", "y ~ a:b", "y ~ 0 + a + b",
  "y ~ x + a:x + a:b", "y ~ 0 + a:x + b:x", "y ~ 0 + x", "y ~ 0 + a * b", "y ~ 0 + b:x + a", "y ~ a:x", "y ~ 0 + a:b + b:c",
  "y ~ x:a:b", "y ~ 0 + c + a:b", "y ~ a/x", "y ~ x/a", "y ~ 0 + a/x", "y ~ x:z + a", "y ~ I(x * z - 1)/a", "y ~ sqrt(x):b",
  "y ~ scale(x) + a:exp(z)", "y ~ factor(k)", "y ~ 0 + factor(k):x", "y ~ factor(k) * a", "y ~ I(-x^2/3 + (z - 1)^2)")
formulas <- c(written, paste0("y ~ ", sample(c("", "0 + "), 120, replace = TRUE), replicate(120, random(3))))
data <- expand.grid(a = c("a1", "a2", "a3"), b = c("b1", "b2"), c = c("c1", "c2"), stringsAsFactors = TRUE)
n <- nrow(data)
data$x <- 1 + (7 * seq_len(n)) %% 11 / 4
data$z <- (5 * seq_len(n)) %% 13 / 8 - 0.5
data$k <- c(10, 9, 2.5)[1 + seq_len(n) %% 3]
data$y <- seq_len(n)

labels <- file("r-terms.tsv", "wt")
matrices <- file("r-model-matrix.tsv", "wt")
writeLines(c("# formula, intercept, terms: by expansion.R, R 4.2.2 terms()"), labels)
writeLines(c("# formula, or a column of its model matrix, its values: by expansion.R, R 4.2.2 model.matrix()"), matrices)
writeLines(c("data", sapply(names(data), function(v) paste0(v, "\t", paste(data[[v]], collapse = "\t")))), matrices)
for (text in unique(formulas)) {
  expanded <- terms(as.formula(text))
  writeLines(paste(c(text, attr(expanded, "intercept"), attr(expanded, "term.labels")), collapse = "\t"), labels)
  columns <- model.matrix(as.formula(text), data)
  writeLines(text, matrices)
  for (j in seq_len(ncol(columns))) {
    writeLines(paste0(colnames(columns)[j], "\t", paste(format(columns[, j], trim = TRUE), collapse = "\t")), matrices)
  }
}
close(labels)
close(matrices)
