#!/bin/sh
# Boots this machine's systemd on a temporary overlay of the root file system, with the units of docs/deploy, the package at
# /opt/croft, and a Node.js that it runs on. Run it as root by `unshare --mount --pid --fork --uts --ipc`; it shares the
# machine's network. Arguments: the repository, the folder that the package was installed into, Node.js, an environment file,
# an empty working directory, whose parent names the cgroup.
set -eu
repository=$1 package=$2 node=$3 environment=$4 work=$5
root=$work/root

mount --make-rprivate /
mount -t tmpfs tmpfs "$work"
mkdir "$work/upper" "$work/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" "$root"

# Kernel interfaces that are not part of the overlay are read-only, so that this systemd cannot configure the machine.
mount -t proc proc "$root/proc"
mount -o bind,ro "$root/proc/sys" "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
cgroup=$root/sys/fs/cgroup/$(basename "$(dirname "$work")")
mkdir "$cgroup"
echo 0 > "$cgroup/cgroup.procs"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"

# No service of the machine itself starts.
units=$root/etc/systemd/system
rm -rf "$units"
mkdir -p "$units"
for unit in systemd-sysctl systemd-modules-load systemd-udevd systemd-udev-trigger systemd-tmpfiles-setup \
  systemd-tmpfiles-setup-dev systemd-random-seed systemd-update-utmp systemd-logind systemd-networkd getty@tty1; do
  ln -s /dev/null "$units/$unit.service"
done

mkdir -p "$root/opt/croft" "$root/etc/croft"
mount --bind "$package" "$root/opt/croft"
rm -f "$root/usr/bin/node"
touch "$root/usr/bin/node"
mount --bind "$node" "$root/usr/bin/node"
cp "$repository/docs/deploy/croft@.service" "$repository/docs/deploy/croft.target" "$units/"
install -m 0600 "$environment" "$root/etc/croft/croft.env"

cd "$root"
mkdir -p old
pivot_root . old
umount -l /old
# A cgroup namespace makes this cgroup look like the root to systemd.
exec env -i container=test PATH=/usr/sbin:/usr/bin:/sbin:/bin unshare --cgroup sh -euc '
  umount /sys/fs/cgroup
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
  exec /lib/systemd/systemd --system --unit=basic.target --log-target=journal --show-status=0'
