// Bytes as base64 and back, for the fifty frames a second of either voice.

export function toBase64(bytes) {
  return bytes.toBase64?.() ?? btoa(String.fromCharCode(...bytes));
}

export function fromBase64(text) {
  return Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
