package leapfrog.spark;

import org.apache.spark.sql.SparkSession;

/** Knows how large executors are. */
final class Executors {
    private Executors() {}

    /** Host threads of one: its cores, as Spark was told of them. */
    static int threads(SparkSession spark) {
        return spark.sparkContext().isLocal()
                ? spark.sparkContext().defaultParallelism()
                : spark.sparkContext().getConf().getInt("spark.executor.cores", 1);
    }
}
