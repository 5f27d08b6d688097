/* The Python agent, embedded in the binary. */
