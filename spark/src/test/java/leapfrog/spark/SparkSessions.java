package leapfrog.spark;

import org.apache.spark.sql.SparkSession;

/** Starts Spark in this JVM, once for all tests, with two cores, and up to three attempts at a task. */
final class SparkSessions {
    private SparkSessions() {}

    /** It ends with the JVM. */
    static SparkSession local() {
        return SparkSession.builder()
                .master("local[2,3]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.codegen.wholeStage", false)
                .getOrCreate();
    }
}
