import { StaticConfigLoader } from 'html-validate';

/** Rules of html-validate that are worked out once, and not anew for every document. */
export class RulesOnce extends StaticConfigLoader {
  #rules: ReturnType<StaticConfigLoader['getConfigFor']> | undefined;

  override getConfigFor(handle: string) {
    return (this.#rules ??= super.getConfigFor(handle));
  }
}
