/** Reads tables, writes draws and fits regressions; the only module besides the command that knows files. */
module leapfrog.data {
    requires transitive leapfrog.core;
    requires static org.jspecify;
    requires de.siegmar.fastcsv;
    requires tools.jackson.core;
    requires java.sql;
    requires duckdb.jdbc;

    exports leapfrog.data;
    exports leapfrog.regression;

    uses leapfrog.engine.Backend;
}
