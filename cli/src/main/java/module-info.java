/** Is the leapfrog command, and the reports that it writes, for programs too; finds backends at run time and names none. */
module leapfrog.cli {
    requires transitive leapfrog.core;
    requires transitive leapfrog.data;
    requires java.management;
    requires static org.jspecify;
    requires info.picocli;
    requires tools.jackson.databind;
    requires plot.base.jvm;
    requires plot.stem.jvm;
    requires commons.jvm;

    exports leapfrog.notation;
    exports leapfrog.report;

    opens leapfrog.cli to
            info.picocli;
}
