import type { Held } from './limiting.tsx';
import type { Proof } from './proof.ts';

/** The fields by which a form brings a proof: the script fills one in, and the other one is good after a while. */
export function ProofFields({ proof }: { proof: Proof | undefined }) {
  return (
    <>
      <input type="hidden" name="proof" value="" />
      {proof?.ticket !== undefined && <input type="hidden" name="ticket" value={proof.ticket} />}
    </>
  );
}

/** Says why a form was not taken, and when its proof is done. */
export function HeldNotice({ held }: { held: Held }) {
  return (
    <section class="summary" aria-label="Please read" tabindex={-1} autofocus>
      <p>
        {held.notice} {held.proof !== undefined && <span class="proof-state" role="status"></span>}
      </p>
    </section>
  );
}
