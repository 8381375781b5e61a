/** Is the leapfrog command; finds backends at run time and names none. */
module leapfrog.cli {
    requires leapfrog.core;
    requires leapfrog.data;
    requires java.management;
    requires static org.jspecify;
    requires info.picocli;
    requires tools.jackson.databind;
    requires plot.base.jvm;
    requires plot.stem.jvm;
    requires commons.jvm;

    opens leapfrog.cli to
            info.picocli;
}
