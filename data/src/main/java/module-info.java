/** Reads tables and writes draws; the only module besides the command that knows files. */
module leapfrog.data {
    requires transitive leapfrog.core;
    requires static org.jspecify;
    requires de.siegmar.fastcsv;
    requires tools.jackson.core;

    exports leapfrog.data;
}
