// lib_chromium.mjs - Debian's Chromium ($CHROMIUM, /usr/bin/chromium), driven by the playwright-core of whoever asks.
//
// taller.test stands for the hotspot's name: unlike 127.0.0.1 it is no secure context.  Nothing goes out of this computer.
// SPDX-License-Identifier: GPL-3.0-or-later
export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

export function launch(chromium) {
	return chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic',
		'--no-first-run', '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP taller.test 127.0.0.1'] })
}
