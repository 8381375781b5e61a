/** Measures gradients, transitions, fits and the limits of this machine, in plain timed loops; knows no command line and no file. */
package leapfrog.bench;
