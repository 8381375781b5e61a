package leapfrog.opencl;

import leapfrog.engine.Problem;

/** What a session's evaluators share: the device, how work is laid out on it, its program, the uploaded data and the sizes of tiles. */
record OpenedProblem(
        OpenClDevice device,
        KernelShape shape,
        Programs.Compiled compiled,
        Problem problem,
        TaskTables tables,
        DeviceData data,
        MemoryPlan plan) {}
