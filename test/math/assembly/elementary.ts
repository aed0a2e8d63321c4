/** Each elementary function over a buffer, for the test that compares their bits with the reference's. */
import { expV, expm1V, logV, sigmoidV, sinV, cosV, softplusV, tanhV } from "../../../src/math/assembly/elementary";
import { sinQuarterV, cosQuarterV } from "../../../src/math/assembly/quarter";

export function exp(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, expV(v128.load(at)));
}

export function expm1(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, expm1V(v128.load(at)));
}

export function log(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, logV(v128.load(at)));
}

export function sigmoid(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, sigmoidV(v128.load(at)));
}

export function sin(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, sinV(v128.load(at)));
}

export function cos(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, cosV(v128.load(at)));
}

export function softplus(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, softplusV(v128.load(at)));
}

export function tanh(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, tanhV(v128.load(at)));
}

export function sinQuarter(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, sinQuarterV(v128.load(at)));
}

export function cosQuarter(at: usize, bytes: usize): void {
  for (let end = at + bytes; at < end; at += 16) v128.store(at, cosQuarterV(v128.load(at)));
}
