/** A progress bar on a terminal; a line a tenth elsewhere. */
export function progressBar(out: NodeJS.WriteStream, label: string): (done: number) => void {
  const width = 30;
  let told = 0;
  return (done) => {
    const percent = Math.round(Math.min(done, 1) * 100);
    if (!out.isTTY) {
      if (percent < told + 10) return;
      told = percent - (percent % 10);
      out.write(`${label} ${told} %\n`);
      return;
    }
    const filled = Math.round((percent / 100) * width);
    out.write(
      `\r${label} ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent} %${percent === 100 ? '\n' : ''}`,
    );
  };
}
