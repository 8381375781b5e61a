package leapfrog.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import leapfrog.backend.GroupRun;
import leapfrog.engine.ChainState;
import leapfrog.engine.Metric;
import org.jocl.cl_command_queue;
import org.jspecify.annotations.Nullable;

/** Keeps the chains that live on the device, and launches their transitions: one flight is computed while another is handed out. */
final class Population implements AutoCloseable {
    private final Handles handles = new Handles();
    private final ResidentPlan plan;
    private final Residence residence;
    private final List<Flight> flights = new ArrayList<>();
    private final List<ResidentChain> chains = new ArrayList<>();
    private @Nullable Flight flying;

    /** @param threads that may hand out transitions */
    Population(ResidentSession session, ResidentPlan plan, int threads) {
        this.plan = plan;
        try {
            residence = handles.own(new Residence(session, plan));
            cl_command_queue reader = handles.own(
                            OpenCl.queue(residence.compiled().context(), session.target()))
                    .get();
            for (int k = 0; k < ResidentPlan.FLIGHTS; k++) {
                flights.add(handles.own(new Flight(plan, residence, reader, threads)));
            }
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    boolean empty() {
        return chains.isEmpty();
    }

    /** Whether chains with such a metric and such trees can live here. */
    boolean suits(Metric metric, int maxDepth) {
        return metric instanceof Metric.Dense == plan.shape().dense() && maxDepth <= plan.maxDepth();
    }

    /** Takes in the group's next chain, if there is room; says whether it did. */
    boolean admit(GroupRun group, Consumer<ResidentChain> finished) {
        ChainState next = group.next();
        if (!residence.hasRoom(next.metric())) {
            return false;
        }
        ResidentChain chain = new ResidentChain(group, group.handOut(), residence.settle(next.metric()));
        chains.add(chain);
        if (chain.idle()) {
            leave(chain, finished);
        }
        return true;
    }

    /** Launches the next transitions, then hands out those of the launch before, and the chains that are done with their stage. */
    void step(Consumer<ResidentChain> finished) {
        Flight next = flights.get(flights.getFirst() == flying ? 1 : 0);
        next.clear();
        List<ResidentChain> others = chains.stream()
                .filter(chain -> !chain.arrives() && !chain.ordered())
                .toList();
        chains.stream().filter(ResidentChain::arrives).forEach(chain -> next.add(chain, plan.transitions()));
        others.forEach(chain -> next.add(chain, plan.transitions()));
        Flight before = flying;
        try {
            if (!next.empty()) {
                next.submit();
            }
        } catch (RuntimeException e) {
            rescue(before, finished, e);
            throw e;
        }
        flying = next.empty() ? null : next;
        land(before, finished);
    }

    /** What a failing device had finished before. */
    private void rescue(@Nullable Flight before, Consumer<ResidentChain> finished, RuntimeException failure) {
        flying = null;
        try {
            land(before, finished);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void land(@Nullable Flight flight, Consumer<ResidentChain> finished) {
        if (flight != null) {
            flight.land();
            chains.stream().filter(ResidentChain::done).toList().forEach(chain -> leave(chain, finished));
        }
    }

    /** Ends all chains after the transitions they were told to make, with their moments so far. */
    void stop(Consumer<ResidentChain> finished) {
        Flight last = flying;
        flying = null;
        land(last, finished);
        Flight moments = flights.getFirst();
        moments.clear();
        for (ResidentChain chain : chains) {
            if (chain.learns() && !chain.arrives()) {
                moments.add(chain, 0);
            }
        }
        if (!moments.empty()) {
            moments.submit();
            moments.land();
        }
        abandon(finished);
    }

    /** Ends all chains as they are known. */
    void abandon(Consumer<ResidentChain> finished) {
        List.copyOf(chains).forEach(chain -> leave(chain, finished));
    }

    private void leave(ResidentChain chain, Consumer<ResidentChain> finished) {
        chains.remove(chain);
        residence.leave(chain);
        finished.accept(chain);
    }

    @Override
    public void close() {
        handles.close();
    }
}
