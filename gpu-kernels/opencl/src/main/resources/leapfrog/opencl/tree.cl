/*
 * Makes NUTS transitions as the host's NutsTransition does, with the same joins, checks and random numbers: after leaf n
 * of a subtree as many joins as n has trailing zeros; a whole subtree's join with the trajectory is one more of the same.
 */
#define MAX_ENERGY_ERROR 1000.0
/* Depths that a tree may have at most; the host refuses more. */
#define DEEPEST 30
/* Momenta that a tree of a depth needs at once: three a span, a leaf, a sum. */
#define MOMENTA(depth) (3 * (depth) + 4)

/* What U-turn checks need of consecutive leaves, by places of momenta: their sum, the first and the last. */
typedef struct {
    int rho;
    int first;
    int last;
} Span;

/* Weights given by their logarithms, as a multiple of the largest. */
typedef struct {
    double largest;
    double multiple;
} LogWeight;

/* Points have roles; a point may have several. */
typedef struct {
    int left;
    int right;
    int selected;  /* the trajectory's pick */
    int candidate; /* the growing subtree's */
    int current;   /* the leaf made last, or the end that the subtree grows from */
    double log_density[POINTS];
    double energy[POINTS];
} Trajectory;

typedef struct {
    uchar free[MOMENTA(DEEPEST)];
    int available;
} MomentumPool;

/* Of a transition, what the host's TransitionStatistics has beside what stands in the trajectory. */
typedef struct {
    double acceptance;
    int depth;
    int leapfrogs;
    int divergent;
} Made;

INLINE int take(MomentumPool *pool) {
    return pool->free[--pool->available];
}

INLINE void give(MomentumPool *pool, int momentum) {
    pool->free[pool->available++] = momentum;
}

INLINE void give_all(MomentumPool *pool, int count) {
    for (int i = 0; i < count; i++) {
        pool->free[i] = i;
    }
    pool->available = count;
}

INLINE int free_point(const Trajectory *t) {
    int point = 0;
    while (point == t->left || point == t->right || point == t->selected || point == t->candidate ||
           point == t->current) {
        point++;
    }
    return point;
}

/* Adds a weight; returns its share of the new sum. */
INLINE double add_weight(LogWeight *sum, double log_weight) {
    if (log_weight <= sum->largest) {
        double weight = exp(log_weight - sum->largest);
        sum->multiple += weight;
        return weight / sum->multiple;
    }
    sum->multiple = fma(sum->multiple, exp(sum->largest - log_weight), 1.0);
    sum->largest = log_weight;
    return 1.0 / sum->multiple;
}

/* Adds another sum; returns its ratio to this one before. */
INLINE double add_weights(LogWeight *sum, const LogWeight *other) {
    double ratio = other->multiple / sum->multiple * exp(other->largest - sum->largest);
    if (other->largest <= sum->largest) {
        sum->multiple = fma(other->multiple, exp(other->largest - sum->largest), sum->multiple);
    } else {
        sum->multiple = fma(sum->multiple, exp(sum->largest - other->largest), other->multiple);
        sum->largest = other->largest;
    }
    return ratio;
}

INLINE void reverse(Span *span) {
    int first = span->first;
    span->first = span->last;
    span->last = first;
}

/* Joins the span b to the span a of the same level, made before it; says whether the joined span makes no U-turn. */
INLINE bool join(const Chain *c, Span *a, const Span *b, int level, MomentumPool *pool) {
    int joined = level == 0 ? take(pool) : a->rho;
    __global const double *rho_a = momentum_of(c, a->rho);
    __global const double *first_a = momentum_of(c, a->first);
    __global const double *last_a = momentum_of(c, a->last);
    __global const double *rho_b = momentum_of(c, b->rho);
    __global const double *first_b = momentum_of(c, b->first);
    __global const double *last_b = momentum_of(c, b->last);
    __global double *rho = momentum_of(c, joined);
    double dots[6] = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    for EACH(d, c) {
        double start = rho_a[d] + first_b[d];
        double end = rho_b[d] + last_a[d];
        double sum = rho_a[d] + rho_b[d];
        dots[0] = fma(start, first_a[d], dots[0]);
        dots[1] = fma(start, first_b[d], dots[1]);
        dots[2] = fma(end, last_a[d], dots[2]);
        dots[3] = fma(end, last_b[d], dots[3]);
        dots[4] = fma(sum, first_a[d], dots[4]);
        dots[5] = fma(sum, last_b[d], dots[5]);
        rho[d] = sum;
    }
    team_sums(&c->point, dots, 6);
    a->rho = joined;
    if (level > 0) {
        give(pool, a->last);
        give(pool, b->rho);
        give(pool, b->first);
    }
    a->last = b->last;
    return dots[0] > 0.0 && dots[1] > 0.0 && dots[2] > 0.0 && dots[3] > 0.0 && dots[4] > 0.0 && dots[5] > 0.0;
}

INLINE double selection(const Chain *c, ulong transition, int index) {
    return random_uniform(c->stream, SELECTION, transition, index);
}

/* One transition from t->selected, which is then its end. */
INLINE Made make_transition(const Chain *c, Trajectory *t, double step_size, ulong transition, int max_depth) {
    MomentumPool pool;
    give_all(&pool, MOMENTA(max_depth));
    Span spans[DEEPEST + 1];
    t->left = t->right = t->candidate = t->current = t->selected;
    int momentum = take(&pool);
    Span whole = {momentum, momentum, momentum}; /* from left to right in time */
    double squares = draw_momentum(c, MOMENTUM, transition, 0, momentum_of(c, momentum));
    team_sums(&c->point, &squares, 1);
    double initial_energy = 0.5 * squares - t->log_density[t->selected];
    t->energy[t->selected] = initial_energy;
    LogWeight whole_weight = {0.0, 1.0};
    LogWeight subtree_weight = {-INFINITY, 0.0};
    uint directions = (uint)(random_bits(c->stream, DIRECTION, transition, 0));
    Made made = {0.0, 0, 0, 0};
    int leaves = 0;
    int height = 0;
    bool forward = true;
    bool done = false;
    while (!done) {
        if (leaves == 0) {
            forward = (directions >> made.depth & 1u) != 0;
            t->current = forward ? t->right : t->left;
            momentum = forward ? whole.last : whole.first;
            subtree_weight.largest = -INFINITY;
            subtree_weight.multiple = 0.0;
            height = 0;
        }
        double step = forward ? step_size : -step_size;
        int leaf = free_point(t);
        int next = take(&pool);
        kick_and_drift(c, t->current, momentum_of(c, momentum), step, leaf, momentum_of(c, next));
        momentum = next;
        t->log_density[leaf] = evaluate(c, leaf);
        squares = kick(c, leaf, momentum_of(c, momentum), step);
        team_sums(&c->point, &squares, 1);
        t->energy[leaf] = 0.5 * squares - t->log_density[leaf];
        made.leapfrogs++;
        double log_weight = initial_energy - t->energy[leaf];
        int joins = 0;
        bool complete = false;
        if (!(log_weight >= -MAX_ENERGY_ERROR && log_weight < INFINITY)) {
            made.divergent = 1;
            done = true;
        } else {
            made.acceptance += log_weight > 0.0 ? 1.0 : exp(log_weight);
            double share = add_weight(&subtree_weight, log_weight);
            if (share == 1.0 || selection(c, transition, made.leapfrogs - 1) < share) {
                t->candidate = leaf;
            }
            t->current = leaf;
            spans[height].rho = spans[height].first = spans[height].last = momentum;
            height++;
            leaves++;
            joins = 31 - clz(leaves & -leaves);
            complete = leaves == 1 << made.depth;
        }
        for (int level = 0; level < joins + complete && !done; level++) {
            bool last = level == joins;
            Span a;
            Span b;
            if (last) {
                double ratio = add_weights(&whole_weight, &subtree_weight);
                if (ratio >= 1.0 || selection(c, transition, (1 << made.depth) - 1) < ratio) {
                    t->selected = t->candidate;
                }
                t->left = forward ? t->left : t->current;
                t->right = forward ? t->current : t->right;
                a = whole;
                b = spans[0];
                if (!forward) {
                    reverse(&a);
                }
                made.depth++;
                leaves = 0;
            } else {
                height--;
                a = spans[height - 1];
                b = spans[height];
            }
            done = !join(c, &a, &b, level, &pool);
            if (last) {
                if (!forward) {
                    reverse(&a);
                }
                whole = a;
                done = done || made.depth == max_depth;
            } else {
                spans[height - 1] = a;
            }
        }
    }
    made.acceptance /= made.leapfrogs;
    return made;
}
