/** Signals that ask a program to end. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/** Does work that ends in good order when the operator interrupts it; interrupted once more, the program ends at once. */
export async function whileInterruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const interrupt = () => {
    stopListening();
    controller.abort();
  };
  const stopListening = () => {
    for (const signal of signals) process.removeListener(signal, interrupt);
  };
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    stopListening();
  }
}
