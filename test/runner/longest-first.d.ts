export const long: string[];
