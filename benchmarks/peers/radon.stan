// The radon hierarchy of the other benchmarks, noncentered, as its users would write it: all rows.
data {
  int<lower=1> N;
  int<lower=1> J;
  int<lower=1, upper=J> county[N];
  vector[N] floor_;
  vector[N] y;
}
parameters {
  real b_Intercept;
  real b_floor;
  vector<lower=0>[2] sd_county;
  real<lower=0> sigma;
  vector[J] z_intercept;
  vector[J] z_floor;
}
transformed parameters {
  vector[J] coef_intercept = b_Intercept + sd_county[1] * z_intercept;
  vector[J] coef_floor = b_floor + sd_county[2] * z_floor;
}
model {
  b_Intercept ~ normal(0, 100);
  b_floor ~ normal(0, 100);
  sd_county ~ normal(0, 5);
  sigma ~ cauchy(0, 5);
  z_intercept ~ std_normal();
  z_floor ~ std_normal();
  y ~ normal(coef_intercept[county] + coef_floor[county] .* floor_, sigma);
}
