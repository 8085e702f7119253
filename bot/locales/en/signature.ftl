# What stands under answers.

account-signs = { $account } does not use it; there your answers end with: { $signature }
