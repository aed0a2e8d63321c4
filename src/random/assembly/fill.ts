/**
 * The fills of ../blocks.ts. The memory is a window that TypeScript hands in; a fill writes it from address 0, 64 bytes
 * for every four blocks.
 */
import { normals, philox, storeBlocks, uniform } from "./draw";

export function fillUint32(
  generation: i32,
  individual: i32,
  episode: i32,
  draw: i32,
  seed: i32,
  purpose: i32,
  groups: i32,
): void {
  for (let at: usize = 0, end = <usize>groups << 6; at < end; at += 64, draw += 4) {
    philox(at, generation, individual, episode, draw, seed, purpose);
    storeBlocks(at, v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48));
  }
}

export function fillUniform(
  generation: i32,
  individual: i32,
  episode: i32,
  draw: i32,
  seed: i32,
  purpose: i32,
  groups: i32,
): void {
  for (let at: usize = 0, end = <usize>groups << 6; at < end; at += 64, draw += 4) {
    philox(at, generation, individual, episode, draw, seed, purpose);
    storeBlocks(
      at,
      uniform(v128.load(at)),
      uniform(v128.load(at, 16)),
      uniform(v128.load(at, 32)),
      uniform(v128.load(at, 48)),
    );
  }
}

export function fillNormal(
  generation: i32,
  individual: i32,
  episode: i32,
  draw: i32,
  seed: i32,
  purpose: i32,
  groups: i32,
): void {
  normals(0, generation, individual, episode, draw, seed, purpose, groups);
}
