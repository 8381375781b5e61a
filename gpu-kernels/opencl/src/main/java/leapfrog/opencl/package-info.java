/** Evaluates gradients on OpenCL devices: host code over JOCL and kernels as resources. Must not know NUTS. */
@org.jspecify.annotations.NullMarked
package leapfrog.opencl;
