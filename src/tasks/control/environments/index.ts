import type { Environment } from '../environment.ts'
import { acrobot } from './acrobot.ts'
import { cartPole } from './cart-pole.ts'
import { cartPoleSwingUp } from './cart-pole-swing-up.ts'
import { doublePole, doublePoleWithoutVelocities } from './double-pole.ts'
import { mountainCar, mountainCarContinuous } from './mountain-car.ts'
import { pendulum } from './pendulum.ts'

export type EnvironmentName =
  | 'cart-pole'
  | 'cart-pole-swing-up'
  | 'double-pole'
  | 'double-pole-without-velocities'
  | 'mountain-car'
  | 'mountain-car-continuous'
  | 'acrobot'
  | 'pendulum'

export const environments: { readonly [Name in EnvironmentName]: Environment } = {
  'cart-pole': cartPole,
  'cart-pole-swing-up': cartPoleSwingUp,
  'double-pole': doublePole,
  'double-pole-without-velocities': doublePoleWithoutVelocities,
  'mountain-car': mountainCar,
  'mountain-car-continuous': mountainCarContinuous,
  acrobot,
  pendulum,
}
