package leapfrog.report.figure;

/** Holds a line on the scale of the linear predictor. */
record Line(double intercept, double slope) {
    double at(double x) {
        return intercept + slope * x;
    }
}
