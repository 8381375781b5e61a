/** Measures what the other modules claim; knows all of them, and nothing may know it. */
package leapfrog.benchmarks;
