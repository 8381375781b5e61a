package leapfrog.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Starts Spark in this JVM, where there is one at a time. */
final class SparkSessions {
    private SparkSessions() {}

    /** With two cores, and up to three attempts at a task. It is for all tests, and ends with the JVM. */
    static SparkSession local() {
        return settings("local[2,3]").getOrCreate();
    }

    /** With two executors of a core, each a process with the class path of this one, in the place of what runs. */
    static SparkSession cluster() throws IOException {
        if (SparkSession.getDefaultSession().isDefined()) {
            SparkSession.getDefaultSession().get().stop();
        }
        // Executors live for seconds, most of which better compilers would take.
        String flags = "-XX:TieredStopAtLevel=1 --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED";
        // Spark looks there for its jars, which are on the class path, and keeps there what executors print.
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        return settings("local-cluster[2,1,1024]")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .config("spark.executor.extraJavaOptions", flags)
                .getOrCreate();
    }

    private static SparkSession.Builder settings(String master) {
        return SparkSession.builder()
                .master(master)
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.codegen.wholeStage", false);
    }
}
