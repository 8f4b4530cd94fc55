/** Generated from deploy/records; do not edit. */
export const records: readonly unknown[] = [];
