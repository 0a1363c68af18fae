/** The vendor's settings that a client's document is held against. */
export type VendorNumbers = { readonly expectedMinutes: number; readonly defaultWindow: string }
