// The few functions of `math` that the distance between two places takes.

export const $asin = Math.asin;
export const $cos = Math.cos;
export const $sin = Math.sin;
export const $sqrt = Math.sqrt;
export const $radians = (degrees) => degrees * (Math.PI / 180);
