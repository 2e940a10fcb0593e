# Rscript least_squares_peers.R FOLDER: what R finds for the problems that least_squares_peers.py has written there.
# Doubles go to and fro as they are in memory, for R may read text with an error in the last bit.
folder <- commandArgs(TRUE)[1]
suppressMessages({ library(leaps); with_biglm <- suppressWarnings(require(biglm, quietly = TRUE)) })

by_lm <- function(...) {
  function(x, y, intercept) {
    fit <- if (intercept) lm(y ~ x, ...) else lm(y ~ x - 1, ...)
    found <- coef(fit)
    if (anyNA(found)) return(list(found, NA * found))
    list(found, suppressWarnings(summary(fit))$coefficients[, 2])
  }
}

# AS 274 (Miller): planar rotations, row by row. The routines that leaps.setup and coef.regsubsets call, for these
# two take no single feature.
by_leaps <- function(x, y, intercept) {
  x <- if (intercept) cbind(1, x) else x
  n <- ncol(x)
  pairs <- n * (n - 1) / 2
  qr <- .Fortran("makeqr", np = n, nn = nrow(x), wt = rep(1, nrow(x)), tx = t(x), y = y, d = numeric(n),
                 rbar = numeric(pairs), thetab = numeric(n), sserr = numeric(1), ier = 0L, PACKAGE = "leaps")
  tol <- .Fortran("tolset", n, as.integer(pairs), qr$d, qr$rbar, tol = numeric(n), numeric(n), ier = 0L,
                  PACKAGE = "leaps")$tol
  dependent <- .Fortran("sing", n, as.integer(pairs), qr$d, qr$rbar, qr$thetab, qr$sserr, tol,
                        lindep = logical(n), numeric(n), 0L, PACKAGE = "leaps")$lindep
  if (any(dependent)) return(list(rep(NA, n), rep(NA, n)))
  beta <- .Fortran("REGCF", n, as.integer(pairs), qr$d, qr$rbar, qr$thetab, tol, beta = numeric(n), n, 0L,
                   PACKAGE = "leaps")$beta
  r <- diag(n)
  r[row(r) > col(r)] <- qr$rbar
  covariance <- chol2inv(sqrt(qr$d) * t(r)) * qr$sserr / (nrow(x) - n)
  list(beta, sqrt(diag(covariance)))
}

by_biglm <- function(x, y, intercept) {
  data <- data.frame(y = y, x)
  formula <- reformulate(setdiff(names(data), "y"), "y", intercept = intercept)
  fit <- biglm(formula, data)
  list(coef(fit), sqrt(diag(vcov(fit))))
}

solvers <- list("R lm" = by_lm(), "R lm tol=1e-10" = by_lm(tol = 1e-10), "leaps (AS 274)" = by_leaps)
if (with_biglm) solvers[["biglm (AS 274)"]] <- by_biglm

read_doubles <- function(path, n) readBin(file.path(folder, path), "double", n)
problems <- read.csv(file.path(folder, "problems.csv"))
answers <- file(file.path(folder, "answers"), "wb")
for (i in seq_len(nrow(problems))) {
  p <- problems[i, ]
  x <- matrix(read_doubles(paste0("x", p$index), p$rows * p$cols), p$rows, p$cols, byrow = TRUE)
  colnames(x) <- paste0("x", seq_len(p$cols))
  y <- read_doubles(paste0("y", p$index), p$rows)
  n <- p$cols + p$intercept
  for (solver in solvers) {
    none <- list(rep(NA, n), rep(NA, n))
    fit <- tryCatch(solver(x, y, p$intercept == 1), error = function(e) { message(e); none })
    writeBin(as.double(c(fit[[1]], fit[[2]])), answers)
  }
}
close(answers)
version <- function(package) as.character(packageVersion(package))
writeLines(c(paste(R.version$major, R.version$minor, sep = "."), version("leaps"),
             if (with_biglm) version("biglm") else "", names(solvers)), file.path(folder, "solvers"))
