package leapfrog.opencl;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.engine.Metric;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_kernel;

/**
 * Carries one launch: what its chains are to do goes to the device, their transitions come back. {@link #submit} returns while the
 * device works, {@link #land} waits for the results; meanwhile another flight may be computed.
 */
final class Flight implements AutoCloseable {
    /** Chains from which on several threads hand out transitions. */
    private static final int WORTH_SHARING = 64;

    private final ResidentPlan plan;
    private final Residence residence;
    private final cl_command_queue reader;
    private final Handles handles = new Handles();
    private final boolean sideBySide;
    private final PinnedBuffer orders;
    private final PinnedBuffer starts;
    private final PinnedBuffer results;
    private final cl_kernel begin;
    private final cl_kernel advance;
    private final List<ResidentChain> chains = new ArrayList<>();
    private final List<Integer> transitions = new ArrayList<>();
    private int arrivals;
    private int most;
    private boolean wantsMoments;
    private cl_event landed = new cl_event();

    /**
     * @param reader queue that results come back on
     * @param threads that may hand out transitions
     */
    Flight(ResidentPlan plan, Residence residence, cl_command_queue reader, int threads) {
        this.plan = plan;
        this.residence = residence;
        this.reader = reader;
        sideBySide = threads > 1;
        Programs.Compiled compiled = residence.compiled();
        try {
            orders = handles.own(new PinnedBuffer(
                    compiled, residence.queue(), (long) plan.slots() * ResidentField.ORDER_FIELDS * Long.BYTES));
            starts = handles.own(new PinnedBuffer(
                    compiled, residence.queue(), (long) plan.slots() * plan.startLength() * Double.BYTES));
            results = handles.own(new PinnedBuffer(
                    compiled, reader, plan.resultLength(plan.slots(), plan.transitions()) * Double.BYTES));
            begin = handles.own(OpenCl.kernel(compiled.program(), "begin")).get();
            advance = handles.own(OpenCl.kernel(compiled.program(), "advance")).get();
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    /** Empties the flight for another one. */
    void clear() {
        chains.clear();
        transitions.clear();
        arrivals = 0;
        most = 1;
        wantsMoments = false;
    }

    boolean empty() {
        return chains.isEmpty();
    }

    /** Takes a chain on; those that arrive on the device have to come first. */
    void add(ResidentChain chain, int atMost) {
        int entry = chains.size();
        if (chain.arrives()) {
            double[] scale =
                    chain.from().metric() instanceof Metric.Diagonal diagonal ? diagonal.scale() : new double[0];
            chain.start(starts.host(), (long) entry * plan.startLength(), plan.stride(), scale);
            arrivals++;
        }
        int ordered = chain.order(
                orders.host(),
                (long) entry * ResidentField.ORDER_FIELDS,
                atMost,
                residence.scaling(chain),
                residence.metric(chain));
        chains.add(chain);
        transitions.add(ordered);
        most = Math.max(most, ordered);
        wantsMoments |= chain.learns() && (chain.ordered() || atMost == 0);
    }

    /** Starts the computation. */
    void submit() {
        int entries = chains.size();
        cl_command_queue queue = residence.queue();
        orders.toDevice((long) entries * ResidentField.ORDER_FIELDS * Long.BYTES);
        if (arrivals > 0) {
            starts.toDevice((long) arrivals * plan.startLength() * Double.BYTES);
            residence.arguments(begin, orders.device()).memory(starts.device());
            OpenCl.launch(queue, begin, arrivals, plan.shape().team());
        }
        residence.arguments(advance, orders.device()).memory(results.device()).number(most);
        cl_event computed = new cl_event();
        OpenCl.launch(queue, advance, entries, plan.shape().team(), computed);
        OpenCl.check("clFlush", CL.clFlush(queue));
        try (Handle<cl_event> event = OpenCl.event(computed)) {
            OpenCl.waitFor(reader, event.get());
        }
        long length = wantsMoments ? plan.resultLength(entries, most) : momentsAt(entries);
        results.toHost(length * Double.BYTES);
        landed = OpenCl.marker(reader);
        OpenCl.check("clFlush", CL.clFlush(reader));
    }

    private long momentsAt(int entries) {
        return entries * ((long) most * plan.rowLength() + ResidentField.STATE_FIELDS);
    }

    /** Waits for the results, hands all transitions out, and gives every chain its state. */
    void land() {
        try (Handle<cl_event> event = OpenCl.event(landed)) {
            OpenCl.check("clWaitForEvents", CL.clWaitForEvents(1, new cl_event[] {event.get()}));
        }
        IntStream entries = IntStream.range(0, chains.size());
        boolean many = sideBySide && chains.size() >= WORTH_SHARING;
        (many ? entries.parallel() : entries).forEach(this::handOut);
    }

    private void handOut(int entry) {
        ResidentChain chain = chains.get(entry);
        MemorySegment host = results.host();
        long rows = (long) most * plan.rowLength();
        long state = chains.size() * rows + (long) entry * ResidentField.STATE_FIELDS;
        chain.check(host, state);
        for (int i = 0; i < transitions.get(entry); i++) {
            chain.deliver(host, entry * rows + (long) i * plan.rowLength(), plan.stride());
        }
        chain.take(host, state);
        if (wantsMoments && chain.learns()) {
            chain.takeMoments(host, momentsAt(chains.size()) + (long) entry * plan.momentLength(), plan.stride());
        }
    }

    @Override
    public void close() {
        handles.close();
    }
}
