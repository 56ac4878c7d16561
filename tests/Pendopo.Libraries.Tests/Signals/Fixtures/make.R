# Makes the generated series of this folder and the values that R's surveillance 1.20.3 gives for them.
# Run here: Rscript make.R; another seed, given as the argument, makes other series (a test does so in a folder of its own).
suppressMessages(library(surveillance))
set.seed(as.integer(c(commandArgs(TRUE), "20260302")[1]))
for (folder in c("ears", "farrington", "cusum")) dir.create(folder, showWarnings = FALSE)
series <- function(n, freq, theta, beta, g1, g2, phi) {
  t <- seq_len(n)
  mu <- exp(theta + beta * t + g1 * cos(2 * pi * t / freq) + g2 * sin(2 * pi * t / freq))
  if (phi > 1) rnbinom(n, size = mu / (phi - 1), mu = mu) else rpois(n, mu)
}
all <- list(
  seasonal = list(y = series(320, 52, 2.5, 0.001, 1, 0.5, 2), freq = 52, dates = seq(as.Date("2018-01-01"), by = "1 week", length.out = 320)),
  sparse = list(y = series(300, 52, -1, 0, 0.3, 0.3, 1.5), freq = 52, dates = NULL),
  gaps = list(y = series(300, 52, 3, 0, 0.3, 0.3, 1.2), freq = 52, dates = NULL),
  monthly = list(y = series(96, 12, 4, 0.002, 0.6, 0.2, 3), freq = 12, dates = seq(as.Date("2015-01-01"), by = "1 month", length.out = 96)))
all$seasonal$y[310:313] <- all$seasonal$y[310:313] + c(9, 30, 14, 6)
all$seasonal$y[200:202] <- all$seasonal$y[200:202] + c(40, 60, 20)
all$gaps$y[c(20, 21, 77, 200, 240)] <- NA

num <- function(x) formatC(x, digits = 15, format = "g", width = 1)
for (name in names(all)) {
  s <- all[[name]]; n <- length(s$y)
  write.csv(data.frame(t = seq_len(n), date = if (is.null(s$dates)) "" else format(s$dates), count = ifelse(is.na(s$y), "", s$y)), paste0(name, ".csv"), row.names = FALSE, quote = FALSE)
  plain <- sts(s$y, frequency = s$freq)
  if (!anyNA(s$y)) {
    rows <- NULL
    for (m in c("C1", "C2", "C3")) for (sigma in c(0, 0.5)) {
      first <- 7 + c(C1 = 1, C2 = 3, C3 = 5)[[m]]
      r <- earsC(plain, list(method = m, minSigma = sigma, range = first:min(n, 150)))
      rows <- rbind(rows, data.frame(method = m, minSigma = sigma, t = first:min(n, 150), observed = observed(r)[, 1], upper = num(upperbound(r)[, 1]), alarm = as.integer(alarms(r)[, 1])))
    }
    write.csv(rows, paste0("ears/", name, ".csv"), row.names = FALSE, quote = FALSE)
    rows <- NULL
    start <- if (s$freq == 12) 25 else 53
    for (trans in c("standard", "rossi", "anscombe")) {
      r <- algo.cusum(sts2disProg(plain), list(range = start:n, trans = trans))
      rows <- rbind(rows, data.frame(trans = trans, t = start:n, observed = s$y[start:n], m = num(r$control$m), cusum = num(r$cusum), upper = num(as.vector(r$upperbound)), alarm = as.integer(r$alarm)))
    }
    write.csv(rows, paste0("cusum/", name, ".csv"), row.names = FALSE, quote = FALSE)
  }
  month <- s$freq == 12; w <- if (month) 1 else 3
  nou <- list(noPeriods = if (month) 4 else 10, pastWeeksNotIncluded = if (month) 6 else 26, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.05)
  configs <- list(default = list(), noufaily = nou, noufaily_a005 = modifyList(nou, list(alpha = 0.005)), muan = modifyList(nou, list(thresholdMethod = "muan")),
                  delta_half = list(powertrans = "1/2"), delta_none_noreweight_notrend = list(powertrans = "none", reweight = FALSE, trend = FALSE))
  rows <- NULL
  for (by in c("index", if (!is.null(s$dates)) "dates")) for (config in names(configs)) {
    x <- if (by == "dates") sts(s$y, frequency = s$freq, epoch = as.numeric(s$dates), epochAsDate = TRUE) else plain
    range <- (s$freq * 5 + w + 1 + (by == "dates")):n
    r <- suppressWarnings(farringtonFlexible(x, c(list(range = range, b = 5, w = w), configs[[config]])))
    rows <- rbind(rows, data.frame(config = config, refpoints = by, b = 5, w = w, t = range, date = if (by == "dates") format(s$dates[range]) else "", observed = s$y[range],
      upper = num(upperbound(r)[, 1]), alarm = as.integer(alarms(r)[, 1]), expected = num(r@control$expected[, 1]), phi = num(r@control$phiVector[, 1]),
      trend = r@control$trend[, 1], trend_coef = num(r@control$trendVector[, 1]), pvalue = num(r@control$pvalue[, 1])))
  }
  write.csv(rows, paste0("farrington/", name, ".csv"), row.names = FALSE, quote = FALSE)
}
