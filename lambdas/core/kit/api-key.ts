/** What a key may be used for. */
export const apiScopes = ['sign-up'] as const;
export type ApiScope = (typeof apiScopes)[number];

/** A key by which another program uses the service. Its secret is not in it. */
export interface ApiKey {
  id: string;
  /** Whom it was made for, in the operator's words. */
  name: string;
  scopes: readonly ApiScope[];
  /** ISO instant. */
  createdAt: string;
}

/** Keys of other programs. */
export interface ApiKeys {
  /** The key that a program showed, if it is one of ours. */
  verify: (text: string) => Promise<ApiKey | undefined>;
  list: () => Promise<ApiKey[]>;
  /** @param hash - of its secret */
  add: (key: ApiKey, hash: string) => Promise<void>;
  /** False when there is none. */
  remove: (id: string) => Promise<boolean>;
}
