/** Runs Leapfrog on Apache Spark, which has the files, the shuffles, the retries and the scheduler. Must not have any of these itself. */
@org.jspecify.annotations.NullMarked
package leapfrog.spark;
