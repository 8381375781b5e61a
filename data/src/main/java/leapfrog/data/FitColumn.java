package leapfrog.data;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import leapfrog.batch.FitRecord;
import leapfrog.batch.FitRecord.Fitted;
import leapfrog.sample.RunReport;
import org.jspecify.annotations.Nullable;

/** Lists the columns of a ledger's table {@code fits}: what each is called, in lower case, and what a record has for it. */
enum FitColumn {
    FIT("VARCHAR PRIMARY KEY", record -> record.planned().name()),
    STATUS("VARCHAR NOT NULL", FitColumn::status),
    MESSAGE("VARCHAR", FitColumn::message),
    SEED("BIGINT", record -> record.planned().settings().seed()),
    CHAINS("INTEGER", record -> record.planned().settings().chains()),
    WARMUP("VARCHAR", record -> record.planned().settings().warmup().text()),
    DRAWS("INTEGER", record -> record.planned().settings().draws()),
    TARGET_ACCEPT("DOUBLE", record -> record.planned().settings().targetAccept()),
    ATTEMPT("INTEGER", fitted(Fitted::attempt)),
    PRIORS(
            "VARCHAR",
            run(run -> run.priors().stream()
                    .map(prior -> prior.target() + " ~ " + prior.density())
                    .collect(Collectors.joining("; ")))),
    BACKEND("VARCHAR", run(RunReport::backend)),
    DEVICE("VARCHAR", run(RunReport::device)),
    MARGINALIZED("BOOLEAN", fitted(record -> record.fit().recipe().marginalize())),
    DIMENSION("INTEGER", run(RunReport::dimension)),
    TABLE_ROWS("INTEGER", run(RunReport::tableRows)),
    USED_ROWS("INTEGER", run(RunReport::rows)),
    REDUCED_ROWS("INTEGER", run(RunReport::reducedRows)),
    DIVERGENCES("INTEGER", fitted(record -> record.diagnosis().divergences())),
    TREEDEPTH_HITS("INTEGER", fitted(record -> record.diagnosis().treedepthHits())),
    MIN_EBFMI(
            "DOUBLE",
            number(record -> Arrays.stream(record.diagnosis().ebfmi()).min().orElse(Double.NaN))),
    MAX_RHAT("DOUBLE", number(record -> record.diagnosis().maxRhat())),
    MIN_ESS_BULK("DOUBLE", number(record -> record.diagnosis().minEssBulk())),
    MIN_ESS_TAIL("DOUBLE", number(record -> record.diagnosis().minEssTail())),
    WARMUP_LEAPFROGS("BIGINT", run(RunReport::warmupLeapfrogs)),
    SAMPLING_LEAPFROGS("BIGINT", run(RunReport::samplingLeapfrogs)),
    /** Wall time from the first transition to the last; other fits ran beside it. */
    SECONDS("DOUBLE", run(run -> run.seconds().total())),
    /** Coordinated universal time. */
    RECORDED("TIMESTAMP", record -> LocalDateTime.now(ZoneOffset.UTC));

    private final String type;
    private final Function<FitRecord, @Nullable Object> value;

    FitColumn(String type, Function<FitRecord, @Nullable Object> value) {
        this.type = type;
        this.value = value;
    }

    /** What the column is called. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of its values in SQL: VARCHAR, BOOLEAN, INTEGER, BIGINT, DOUBLE or TIMESTAMP. */
    String type() {
        return type.split(" ")[0];
    }

    /** What a record has for it: a value of the type, null where it has none. */
    @Nullable
    Object value(FitRecord record) {
        return value.apply(record);
    }

    /** What CREATE TABLE takes. */
    static String declarations() {
        return Arrays.stream(values())
                .map(column -> column.title() + " " + column.type)
                .collect(Collectors.joining(", "));
    }

    /** The statement that {@link #fill} fills. */
    static String insertion() {
        return Arrays.stream(values())
                .map(column -> "?")
                .collect(Collectors.joining(", ", "INSERT INTO fits VALUES (", ")"));
    }

    static void fill(PreparedStatement insertion, FitRecord record) throws SQLException {
        for (FitColumn column : values()) {
            insertion.setObject(column.ordinal() + 1, column.value(record));
        }
    }

    private static String status(FitRecord record) {
        return switch (record) {
            case FitRecord.Failed failed -> "failed";
            case Fitted fitted -> fitted.diagnosis().good() ? "good" : "bad";
        };
    }

    /** Why a fit failed or is bad, and what the user was not told of its model. */
    private static @Nullable String message(FitRecord record) {
        return switch (record) {
            case FitRecord.Failed failed -> failed.reason();
            case Fitted fitted -> {
                List<String> parts = new ArrayList<>();
                fitted.fit().run().warnings().forEach(warning -> parts.add("Warning: " + warning + "."));
                if (!fitted.diagnosis().good()) {
                    parts.addAll(fitted.diagnosis().findings());
                }
                yield parts.isEmpty() ? null : String.join(" ", parts);
            }
        };
    }

    private static Function<FitRecord, @Nullable Object> fitted(Function<Fitted, @Nullable Object> value) {
        return record -> record instanceof Fitted fitted ? value.apply(fitted) : null;
    }

    private static Function<FitRecord, @Nullable Object> run(Function<RunReport, @Nullable Object> value) {
        return fitted(record -> value.apply(record.fit().run()));
    }

    /** NaN is null in a table. */
    private static Function<FitRecord, @Nullable Object> number(Function<Fitted, Double> value) {
        return fitted(record -> {
            double number = value.apply(record);
            return Double.isNaN(number) ? null : number;
        });
    }
}
