/** Samples hierarchical regressions: the model, NUTS, warm-up, diagnostics; knows no device, file, console or clock. */
module leapfrog.core {
    requires static org.jspecify;
    requires ejml.core;
    requires ejml.ddense;

    exports leapfrog.model;
    exports leapfrog.model.design;
    exports leapfrog.model.formula;
    exports leapfrog.model.merge;
    exports leapfrog.model.prior;
    exports leapfrog.mixed;
    exports leapfrog.engine;
    exports leapfrog.nuts;
    exports leapfrog.random;
    exports leapfrog.math;
    exports leapfrog.diagnose;
    exports leapfrog.warmup;
    exports leapfrog.backend;
    exports leapfrog.advi;
    exports leapfrog.sample;
    exports leapfrog.batch;
    exports leapfrog.compare;
    exports leapfrog.predict;
    exports leapfrog.sbc;
    exports leapfrog.cv;
    exports leapfrog.model.text to
            leapfrog.cli;

    uses leapfrog.nuts.Arithmetic;
    uses leapfrog.engine.Backend;

    provides leapfrog.engine.Backend with
            leapfrog.backend.ScalarBackend;
}
