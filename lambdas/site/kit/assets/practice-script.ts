/** What a practice on its page is computed with. It is text, since browsers run it; tests run it too. */
export const practiceParts = `
/** In milliseconds: a breath of ten seconds, in for 4.2 and out for 5.8. */
const breathIn = 4200;
const breathOut = 5800;

/** Where in a breath somebody is: 'in' or 'out', and how full the lungs are, from 0 to 1, beginning and ending softly. */
const breathAt = (elapsed) => {
  const at = elapsed % (breathIn + breathOut);
  const isIn = at < breathIn;
  const part = isIn ? at / breathIn : 1 - (at - breathIn) / breathOut;
  return { phase: isIn ? 'in' : 'out', full: (1 - Math.cos(Math.PI * part)) / 2 };
};

/** "4:05" of milliseconds that are left, rounded up: 0:00 is the end. */
const clockText = (left) => {
  const seconds = Math.ceil(Math.max(0, left) / 1000);
  return Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
};

/** A stopwatch that can be held: milliseconds that it ran until \`now\`. */
const stopwatch = () => {
  let ran = 0;
  let since;
  return {
    runs: () => since !== undefined,
    start: (now) => (since ??= now),
    hold: (now) => {
      ran += now - (since ?? now);
      since = undefined;
    },
    reset: () => {
      ran = 0;
      since = undefined;
    },
    at: (now) => ran + (since === undefined ? 0 : now - since),
  };
};
`;

/**
 * Counts the minutes of a practice, with a disc to breathe along with; has a voice of the device read its steps aloud, prints it, and keeps the screen on meanwhile. Nothing of it
 * starts by itself, nothing is fetched, and the page says everything without it. Where somebody wants less motion the disc stands still.
 */
export const practiceScript = `(() => {${practiceParts}
  const stage = document.querySelector('[data-stage]');
  const find = (name) => document.querySelector('[data-' + name + ']');
  const printer = find('print');
  if (printer) {
    printer.hidden = false;
    printer.addEventListener('click', () => print());
  }
  if (!stage) return;
  const words = stage.dataset;
  const still = matchMedia('(prefers-reduced-motion: reduce)');

  let light;
  const lit = new Set();
  const wake = async () => {
    if (lit.size === 0 || light || !navigator.wakeLock || document.visibilityState !== 'visible') return;
    light = await navigator.wakeLock.request('screen').catch(() => undefined);
    light?.addEventListener('release', () => (light = undefined));
    if (lit.size === 0) light?.release();
  };
  const keepOn = (why, on) => {
    if (on) lit.add(why);
    else lit.delete(why);
    if (lit.size === 0) light?.release();
    else wake();
  };
  document.addEventListener('visibilitychange', wake);

  const start = find('start-button');
  if (start) {
    const watch = stopwatch();
    const [clock, state, disc, ring, says] = ['clock', 'state', 'disc', 'ring', 'says'].map(find);
    const pills = stage.querySelectorAll('[name=minutes]');
    const total = () => 60000 * stage.querySelector('[name=minutes]:checked').value;
    let timer;
    let next;
    const draw = () => {
      const elapsed = watch.at(performance.now());
      clock.textContent = clockText(total() - elapsed);
      if (!disc) return;
      // A stroke as long as 100, by its pathLength; by seconds, so that it does not creep.
      ring.setAttribute('stroke-dashoffset', 100 - (100 * Math.floor(elapsed / 1000) * 1000) / total());
      const { phase, full } = breathAt(elapsed);
      if (watch.runs()) says.textContent = words[phase];
      disc.setAttribute('r', still.matches ? 74 : 58 + 30 * full);
    };
    const frame = () => {
      if (!watch.runs()) return;
      draw();
      if (watch.at(performance.now()) >= total()) return end();
      // One at a time: the timer asks for a frame as well, since a browser gives none to a page that nobody sees.
      if (disc && !still.matches) next ??= requestAnimationFrame(() => ((next = undefined), frame()));
    };
    let sound;
    const ring528 = () => {
      if (!find('bell').checked || !sound) return;
      const [tone, loud] = [sound.createOscillator(), sound.createGain()];
      const at = sound.currentTime;
      tone.frequency.value = 528;
      loud.gain.setValueAtTime(0.0001, at);
      loud.gain.exponentialRampToValueAtTime(0.15, at + 0.05);
      loud.gain.exponentialRampToValueAtTime(0.0001, at + 2.5);
      tone.connect(loud).connect(sound.destination);
      tone.start();
      tone.stop(at + 2.6);
    };
    const rest = (label, said) => {
      clearInterval(timer);
      keepOn('timer', false);
      start.textContent = label;
      state.textContent = said;
    };
    const end = () => {
      watch.reset();
      draw();
      rest(words.again, words.done);
      if (says) says.textContent = words.done;
      ring528();
    };
    start.addEventListener('click', () => {
      if (watch.runs()) {
        watch.hold(performance.now());
        return rest(words.goOn, words.paused);
      }
      // A browser gives sound only to a page that somebody has pressed something on.
      if (find('bell').checked && 'AudioContext' in window) sound ??= new AudioContext();
      watch.start(performance.now());
      start.textContent = words.pause;
      state.textContent = words.started;
      keepOn('timer', true);
      timer = setInterval(frame, 250);
      frame();
    });
    for (const pill of pills) {
      pill.addEventListener('change', () => {
        watch.reset();
        rest(words.start, '');
        if (says) says.textContent = words.breaths;
        draw();
      });
    }
    draw();
  }

  const read = find('read-button');
  const lang = document.documentElement.lang;
  // Some voices read on a machine of their maker: only one of the device is asked.
  const voiceHere = () =>
    window.speechSynthesis?.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(lang));
  const offer = () => {
    read.hidden = !voiceHere();
    stage.hidden = !start && read.hidden;
  };
  offer();
  if ('speechSynthesis' in window) {
    // Browsers find their voices after the page is there.
    speechSynthesis.addEventListener?.('voiceschanged', offer);
    const steps = [...document.querySelectorAll('[data-steps] > li')];
    let reading = false;
    let pause;
    const stop = () => {
      reading = false;
      clearTimeout(pause);
      speechSynthesis.cancel();
      for (const step of steps) step.removeAttribute('aria-current');
      read.textContent = words.read;
      keepOn('reading', false);
    };
    const readFrom = (index) => {
      if (!reading) return;
      steps[index - 1]?.removeAttribute('aria-current');
      const step = steps[index];
      if (!step) return stop();
      step.setAttribute('aria-current', 'step');
      const said = new SpeechSynthesisUtterance(step.textContent);
      said.rate = 0.85;
      said.voice = voiceHere();
      said.lang = said.voice.lang;
      said.addEventListener('end', () => (pause = setTimeout(readFrom, 2500, index + 1)));
      said.addEventListener('error', stop);
      speechSynthesis.speak(said);
    };
    read.addEventListener('click', () => {
      if (reading) return stop();
      reading = true;
      read.textContent = words.stopReading;
      keepOn('reading', true);
      readFrom(0);
    });
    addEventListener('pagehide', stop);
  }
})();
`;
