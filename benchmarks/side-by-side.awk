# Reads what benchmarks/gpu printed and writes one line for each whole fit: medians over seeds, warm-up included, the processes warm.
function median(values, n,    i, j, t) {
  for (i = 2; i <= n; i++)
    for (j = i; j > 1 && values[j - 1] > values[j]; j--) { t = values[j]; values[j] = values[j - 1]; values[j - 1] = t }
  return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
}
function add(seconds, size, rate) {
  lines++
  name[lines] = program; of[lines] = chains; took[lines] = seconds; smallest[lines] = size; fast[lines] = rate
}
function numpyro() {
  if (seeds == 0) return
  add(median(all, seeds), median(sizes, seeds), median(rates, seeds))
  base[chains] = fast[lines]
  seeds = 0
}
BEGIN { FS = " *[|] *" }
/^## / { numpyro(); program = "" }
/^## Whole fits: / {
  split($0, words, ": "); split(words[2], parts, " chains, ")
  chains = parts[1]; program = "leapfrog " parts[2]
}
/^## NumPyro: / { split($0, words, ": "); chains = words[2]; sub(/ .*/, "", chains); program = "NumPyro" }
program ~ /^leapfrog/ && $2 == "median" { add($3, $7, $8) }
program == "NumPyro" && $2 ~ /^[0-9]+$/ {
  if (seeds == 0) { name[++lines] = "NumPyro, compiling"; of[lines] = chains; took[lines] = $3 + $4 + $5; smallest[lines] = $6; fast[lines] = $7 }
  seeds++; all[seeds] = $4 + $5; sizes[seeds] = $6 + 0; rates[seeds] = $8 + 0
}
END {
  numpyro()
  print "| program | chains | seconds a fit | smallest bulk ESS | ESS/s, warm-up included | × NumPyro |"
  print "|---|---:|---:|---:|---:|---:|"
  for (k = 1; k <= lines; k++)
    printf "| %s | %s | %.3f | %.0f | %.0f | %s |\n", name[k], of[k], took[k], smallest[k], fast[k],
      (base[of[k]] > 0 ? sprintf("%.1f", fast[k] / base[of[k]]) : "-")
}
