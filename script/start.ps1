# Set up what is missing, then run manim-nodes with the arguments given; with none it opens the app.
# Given first, -Test runs the tests instead. What it does is what script/start and script/test do; not run on Windows yet.
# Parameters are not declared: PowerShell would take -o, which is the program's, for the beginning of one of its own.
$Test = $args.Count -gt 0 -and $args[0] -eq '-Test'
$Arguments = @($args | Select-Object -Skip ([int] $Test))
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$venv = Join-Path $root '.venv'
$venvPython = Join-Path $venv 'Scripts\python.exe'
$kind = if ($Test) { 'test' } else { 'run' }
$stamp = Join-Path $venv ".ready-$kind"
$log = Join-Path ([IO.Path]::GetTempPath()) 'manim-nodes-set-up.log'

function Say([string] $words) { [Console]::Error.WriteLine("manim-nodes: $words") }

function Get-Fingerprint {
    $files = 'pyproject.toml', 'constraints.txt', 'script\start.ps1' | ForEach-Object { Join-Path $root $_ }
    (@($root) + ($files | ForEach-Object { (Get-FileHash $_).Hash })) -join "`n"
}

function Find-Python {
    $ErrorActionPreference = 'Continue' # what a program writes to its standard error would end this script
    $launcher = Get-Command py -ErrorAction SilentlyContinue
    $versions = if ($launcher) { '3.13', '3.14', '3.12', '3.11' } else { @() }
    foreach ($version in $versions) {
        $found = & py "-$version" -c 'import sys; print(sys.executable)' 2>$null
        if ($LASTEXITCODE -eq 0) { return $found }
    }
    Say "needs Python 3.11 to 3.14. Get one with this line, then run this again:`n  winget install Python.Python.3.13"
    exit 1
}

function Invoke-Step([string] $words, [string] $program, [string[]] $with) {
    $ErrorActionPreference = 'Continue'
    Say $words
    & $program @with *>> $log
    return $LASTEXITCODE -eq 0
}

function Test-Loads {
    $ErrorActionPreference = 'Continue'
    & $venvPython -W ignore -c 'import manim_nodes.cli.main, manim, manimpango, PySide6, NodeGraphQt' 2>$null
    return $LASTEXITCODE -eq 0
}

function Install-All {
    $pip = '-m', 'pip', 'install', '--disable-pip-version-check', '--progress-bar', 'off', '-c', "$root\constraints.txt"
    if (-not (Test-Path $venvPython)) {
        Say "sets up what it runs on: about 850 MB in $venv. This takes two to ten minutes, most of them for the download."
        if (-not (Invoke-Step 'makes .venv' (Find-Python) @('-m', 'venv', $venv))) { return $false }
    }
    $wanted = @('--build-constraint', "$root\constraints.txt", '-e', "$root[app]")
    if ($Test) { $wanted += '--group', "$root\pyproject.toml:dev", '--group', "$root\pyproject.toml:gui" }
    return (Invoke-Step 'brings pip up to date' $venvPython ($pip + 'pip')) -and
        (Invoke-Step 'downloads and installs manim, Qt and what they need' $venvPython ($pip + $wanted))
}

if (-not ((Test-Path $stamp) -and (Get-Content $stamp -Raw -Encoding UTF8).Trim() -eq (Get-Fingerprint))) {
    if (Install-All) {
        Set-Content $stamp (Get-Fingerprint) -Encoding UTF8
    }
    else {
        Say "could not be brought up to date; all that was printed is in $log"
        if (-not ((Test-Path $venvPython) -and (Test-Loads))) { exit 1 }
        Say 'goes on with the Python packages that are there: they are older than this version asks for, but load.'
    }
}
if ($Test) {
    Set-Location $root
    & $venvPython -m pytest -n auto --dist loadgroup @Arguments
}
else {
    & $venvPython -P -m manim_nodes @Arguments
}
exit $LASTEXITCODE
