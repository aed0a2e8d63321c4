"""States of the control problems under forces that follow from a formula, integrated here from the published equations with the
standard library alone. Ends of episodes are ignored.

    python3 test/golden/control/trajectories.py > test/golden/control/trajectories.json
"""

import json
from math import cos, pi, sin

STEPS = 200


def share(k):
    """The control of step k, from -1 to 1."""
    return ((7 * k) % 11 - 5) / 5


def sign(x):
    return (x > 0) - (x < 0)


def two(k):
    return 1 if share(k) > 0 else -1


def three(k):
    return round(share(k) * 1.4)


def clip(x, low, high):
    return max(low, min(high, x))


def runge_kutta(derivative, y, h):
    k1 = derivative(y)
    k2 = derivative([a + h / 2 * b for a, b in zip(y, k1)])
    k3 = derivative([a + h / 2 * b for a, b in zip(y, k2)])
    k4 = derivative([a + h * b for a, b in zip(y, k3)])
    return [a + h * (b + 2 * c + 2 * d + e) / 6 for a, b, c, d, e in zip(y, k1, k2, k3, k4)]


def cart_pole(y, force):
    """Barto, Sutton and Anderson (1983), appendix, without friction: Euler's method, 0.02 s."""
    x, v, theta, omega = y
    g, m_cart, m, l, dt = 9.8, 1.0, 0.1, 0.5, 0.02
    alpha = g * sin(theta) + cos(theta) * (-force - m * l * omega**2 * sin(theta)) / (m_cart + m)
    alpha /= l * (4 / 3 - m * cos(theta) ** 2 / (m_cart + m))
    a = (force + m * l * (omega**2 * sin(theta) - alpha * cos(theta))) / (m_cart + m)
    return [x + dt * v, v + dt * a, theta + dt * omega, omega + dt * alpha], 1


def cart_pole_swing_up(y, force):
    """Deisenroth (2010), appendix C.2, where phi is the angle from hanging down: Euler's method, 0.01 s."""
    x, v, theta, omega = y
    m, big_m, l, b, g, dt = 0.5, 0.5, 0.6, 0.1, 9.82, 0.01
    phi = theta + pi
    a = 2 * m * l * omega**2 * sin(phi) + 3 * m * g * sin(phi) * cos(phi) + 4 * force - 4 * b * v
    a /= 4 * (big_m + m) - 3 * m * cos(phi) ** 2
    alpha = -3 * m * l * omega**2 * sin(phi) * cos(phi) - 6 * (big_m + m) * g * sin(phi)
    alpha -= 6 * (force - b * v) * cos(phi)
    alpha /= 4 * l * (m + big_m) - 3 * m * l * cos(phi) ** 2
    y = [x + dt * v, v + dt * a, theta + dt * omega, omega + dt * alpha]
    return y, (cos(y[2]) + 1) / 2 * cos(y[0] / 2.4 * pi / 2)


def double_pole(y, force):
    """Wieland (1991), as in table 1 and appendix of Gomez, Schmidhuber and Miikkulainen (2008): Runge-Kutta, twice 0.01 s."""
    g, m_cart, mu_cart, mu_pole = -9.8, 1.0, 0.0005, 0.000002
    poles = [(0.5, 0.1), (0.05, 0.01)]

    def derivative(y):
        v = y[1]
        states = [(l, m, y[2 + 2 * i], y[3 + 2 * i]) for i, (l, m) in enumerate(poles)]
        forces = [
            m * l * w**2 * sin(t) + 3 / 4 * m * cos(t) * (mu_pole * w / (m * l) + g * sin(t))
            for l, m, t, w in states
        ]
        masses = [m * (1 - 3 / 4 * cos(t) ** 2) for l, m, t, w in states]
        a = (force - mu_cart * sign(v) + sum(forces)) / (m_cart + sum(masses))
        slopes = [v, a]
        for l, m, t, w in states:
            slopes += [w, -3 / (4 * l) * (a * cos(t) + g * sin(t) + mu_pole * w / (m * l))]
        return slopes

    for _ in range(2):
        y = runge_kutta(derivative, y, 0.01)
    return y, 1


def car(y, push, power):
    x, v = y
    v = clip(v + push * power - 0.0025 * cos(3 * x), -0.07, 0.07)
    x = clip(x + v, -1.2, 0.6)
    return [x, 0.0 if x == -1.2 and v < 0 else v]


def mountain_car(y, push):
    """Sutton and Barto (2018), example 10.1, and MountainCar-v0."""
    return car(y, push, 0.001), -1


def mountain_car_continuous(y, push):
    """MountainCarContinuous-v0."""
    y = car(y, push, 0.0015)
    return y, (100 if y[0] >= 0.45 and y[1] >= 0 else 0) - 0.1 * push**2


def acrobot(y, torque):
    """Sutton and Barto (1998), section 11.3, and Acrobot-v1: Runge-Kutta, 0.2 s."""
    m1 = m2 = l1 = i1 = i2 = 1.0
    lc1 = lc2 = 0.5
    g = 9.8

    def derivative(y):
        t1, t2, w1, w2 = y
        d1 = m1 * lc1**2 + m2 * (l1**2 + lc2**2 + 2 * l1 * lc2 * cos(t2)) + i1 + i2
        d2 = m2 * (lc2**2 + l1 * lc2 * cos(t2)) + i2
        phi2 = m2 * lc2 * g * cos(t1 + t2 - pi / 2)
        phi1 = -m2 * l1 * lc2 * w2**2 * sin(t2) - 2 * m2 * l1 * lc2 * w2 * w1 * sin(t2)
        phi1 += (m1 * lc1 + m2 * l1) * g * cos(t1 - pi / 2) + phi2
        a2 = torque + d2 / d1 * phi1 - m2 * l1 * lc2 * w1**2 * sin(t2) - phi2
        a2 /= m2 * lc2**2 + i2 - d2**2 / d1
        return [w1, w2, -(d2 * a2 + phi1) / d1, a2]

    def wrap(t):
        return t - 2 * pi * (t > pi) + 2 * pi * (t < -pi)

    t1, t2, w1, w2 = runge_kutta(derivative, y, 0.2)
    y = [wrap(t1), wrap(t2), clip(w1, -4 * pi, 4 * pi), clip(w2, -9 * pi, 9 * pi)]
    return y, 0 if -cos(y[0]) - cos(y[0] + y[1]) > 1 else -1


def pendulum(y, torque):
    """Pendulum-v1."""
    theta, omega = y
    g, m, l, dt = 10.0, 1.0, 1.0, 0.05
    away = (theta + pi) % (2 * pi) - pi
    cost = away**2 + 0.1 * omega**2 + 0.001 * torque**2
    omega = clip(omega + (3 * g / (2 * l) * sin(theta) + 3 / (m * l**2) * torque) * dt, -8, 8)
    return [theta + omega * dt, omega], -cost


CASES = {
    "cart-pole": (cart_pole, [0.01, -0.02, 0.03, 0.04], lambda k: 10 * two(k)),
    "cart-pole-swing-up": (cart_pole_swing_up, [0.1, -0.1, 3.0, 0.2], lambda k: 10 * share(k)),
    "double-pole": (double_pole, [0.0, 0.0, 4 * pi / 180, 0.0, 0.0, 0.0], lambda k: 10 * two(k)),
    "mountain-car": (mountain_car, [-0.5, 0.0], three),
    "mountain-car-continuous": (mountain_car_continuous, [-0.45, 0.0], share),
    "acrobot": (acrobot, [0.05, -0.08, 0.02, 0.1], three),
    "pendulum": (pendulum, [2.5, -0.5], lambda k: 2 * share(k)),
}


def trajectory(step, y, control):
    steps = []
    for k in range(STEPS):
        y, reward = step(y, control(k))
        steps.append({"action": control(k), "state": y, "reward": reward})
    return steps


if __name__ == "__main__":
    result = {}
    for name, (step, start, control) in CASES.items():
        result[name] = {"start": start, "steps": trajectory(step, start, control)}
    print("{")
    for index, (name, case) in enumerate(result.items()):
        steps = ",\n".join("    " + json.dumps(one) for one in case["steps"])
        end = "," if index + 1 < len(result) else ""
        print(f' {json.dumps(name)}: {{"start": {json.dumps(case["start"])}, "steps": [\n{steps}\n ]}}{end}')
    print("}")
